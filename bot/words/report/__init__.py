"""What a debate's page of HTML says."""
