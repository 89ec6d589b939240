"""What the server on an editor's machine shows besides the site: what is wrong with the page that is being read."""
