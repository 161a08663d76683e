"""Plain routes, headers and checks around Dash; nothing here knows Dash itself."""
