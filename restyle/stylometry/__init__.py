"""Stylometry: what can be measured of a voice, and how near a text is to one."""
