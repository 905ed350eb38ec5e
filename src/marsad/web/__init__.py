"""The desk: a project read, reviewed and looked at in the browser; docs/desk.md tells how."""
