"""What the figures in the docs come from. Ratios only: rates hang on the machine."""
