"""Still pictures of views: made by Kaleido in one process beside the server, kept on disk under the edition's name."""
