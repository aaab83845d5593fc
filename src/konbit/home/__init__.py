"""The pages everybody needs: front page, tour, my page, a group at a glance, the demo; and the loader of examples."""
