"""What the page of survey results is made of."""
