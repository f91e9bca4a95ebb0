"""MkDocs' doors to the library, named in site.yml; what they do lives in web/mkdocs."""
