"""What a rule, a batch and a finding are, and how one is held against the other."""
