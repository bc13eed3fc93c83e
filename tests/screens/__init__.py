"""The shop's screens, each walked whole in Chromium: minutes of their own, so `scripts/test tests/screens` runs them and not every test run."""
