"""What a proceedings is made of: frozen values without behaviour of their own, read by every other part."""
