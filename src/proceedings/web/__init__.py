"""The website: pages made from the model, published through MkDocs."""
