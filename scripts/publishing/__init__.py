"""The site put on a host: what to send and in which order (plan), what the host has (record), and sending (rclone)."""
