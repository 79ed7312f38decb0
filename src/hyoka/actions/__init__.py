"""行い — every change to stored data, as a verb: the one door. Who and when are always given, never looked up."""
