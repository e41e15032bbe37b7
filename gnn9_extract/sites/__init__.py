"""What is known of a site: profiles, one TOML file each (docs/sites.md)."""
