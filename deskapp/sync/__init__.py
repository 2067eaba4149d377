"""How a workstation shares: push what it recorded, pull what central made of everything."""
