"""The model reader: a page's numbered lines sent to an endpoint that speaks the OpenAI chat interface, ranges back.

`prompt` makes the request, `answer` reads what comes back, `asking` asks for all pages of a run before they are
converted and `answers` keeps what came; conversion itself never waits for a network. `endpoint` is the only module that
sends anything, and what it sends is what `prompt` made.
"""
