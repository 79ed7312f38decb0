"""点検の検証 — faults put into clean sheets of the example city, and near misses that must stay silent."""
