"""What shops and telephone systems send: checked, read, and recorded once, in whatever order it arrives."""
