"""Services that tell where parcels are, one folder each; and what all of them share: accounts, the door for their events, scans."""
