"""Files in and out: CSV and Excel, Danish formats, the CPR guard."""
