"""ホーム — what is mine to do now."""
