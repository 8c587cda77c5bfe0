"""What holds for English alone: lists of words and rules of its grammar."""
