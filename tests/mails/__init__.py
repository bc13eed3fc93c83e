"""Mails that were made to hurt: none delays anybody else, each ends stored, refused or in quarantine with a reason."""
