"""Programs that read or convert Word files, run with limits: pandoc and LibreOffice."""
