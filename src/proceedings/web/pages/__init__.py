"""The pages of the site, one module for each kind: papers, events, indexes, rules, calls for papers."""
