"""What people look at: terminal summaries and self-contained HTML pages."""
