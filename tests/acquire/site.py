"""Stories, pages and feeds made by number, and a server on this machine whose answers a test sets."""

import random
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STOCK = [
    "Norland recalled its ambassador from Sutria on {day} after border guards shot at boat {n} in the strait, the foreign ministry said.",
    "The guards fired after boat {n} crossed the line in the strait that both countries claim, a spokesman for the coast guard told reporters.",
    "“We expect an apology for boat {n} and we expect it soon,” said the minister, who had met the Sutrian president last week.",
    "Talks on the border, which began in 20{n:02}, are to go on in May, and neither of the {n} delegations said that it would leave them.",
]


def story(number):
    chance = random.Random(number)  # noqa: S311 - no secret
    words = "harbour treaty envoy customs grain tanker mountain valley pipeline bridge election parliament soldier fisherman".split()
    filler = [
        f"Officials of district {number} spoke of the {' and the '.join(chance.sample(words, 5))} on {chance.randint(1, 28)} May {number}."
        for _ in range(5)
    ]
    return "\n\n".join([*(line.format(day="Monday", n=number % 90 + 10) for line in STOCK[:2]), *filler])


def page(number, title=None):
    paragraphs = "".join(f"<p>{line}</p>" for line in story(number).split("\n\n"))
    title = title or f"Envoy of district {number} recalled"
    return f"<!doctype html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()


def feed(numbers, base, *, teaser=True):
    items = "".join(
        f"<item><guid>tag:{n}</guid><title>Envoy of district {n} recalled</title><link>{base}/page/{n}</link>"
        f"<pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description>{'A teaser.' if teaser else story(n)}</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Strait</title>{items}</channel></rss>'.encode()


class Site(ThreadingHTTPServer):
    """A server whose answers a test sets: path -> function of the request -> (status, headers, body)."""

    daemon_threads = True

    def __init__(self, number="127.0.0.1"):
        super().__init__((number, 0), Handler)
        self.routes = {}
        self.asked = []
        self.base = f"http://{number}:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        route = self.server.routes.get(self.path)
        if route is None and self.path.startswith("/page/"):
            route = lambda _: (200, {"Content-Type": "text/html"}, page(int(self.path.rsplit("/", 1)[1])))  # noqa: E731
        status, headers, body = route(self) if route else (404, {}, b"no")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.end_headers()
        try:
            for piece in body:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass

    def log_message(self, *_):
        pass
