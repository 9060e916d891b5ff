"""The engine for models elsewhere: prompt chains over any endpoint, each call kept, checked and accounted for."""
