"""What takes more than one screen: choosing, then doing."""
