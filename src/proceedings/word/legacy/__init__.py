"""Text in TCVN3, VNI and Vietware: detected, converted where wanted, and reported."""
