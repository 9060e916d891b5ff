"""A scripted endpoint that speaks like OpenAI's over real HTTP, with every fault on demand."""
