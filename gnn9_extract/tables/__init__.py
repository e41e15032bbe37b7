"""What is known of the trade: tables that an editor can extend, and the functions that look things up in them."""
