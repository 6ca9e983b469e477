"""The nightly run: everyone scored, the plan, what is kept until the next night, and only what changed done again."""
