"""The second judge: a model says which sentences the talk does not bear out; code holds it to that.

`sentences` numbers a text, `source` finds what was said of it, `judge` asks, `held` takes of the
answers what stands, and puts it into the text sentence by sentence.
"""
