import csv

from locust import FastHttpUser, constant, events, task
from locust.exception import StopUser

sessions = []


@events.init_command_line_parser.add_listener
def add_options(parser):
    parser.add_argument("--prefix", default="", help="virtual proxy; the master tells its workers")
    parser.add_argument("--sessions", default="", help="file of this worker; the master has none")


@events.init.add_listener
def read_sessions(environment, **_):
    path = environment.parsed_options.sessions
    if path:
        with open(path, newline="", encoding="utf-8") as file:
            sessions.extend(csv.DictReader(file, delimiter=";"))


class Visitor(FastHttpUser):
    wait_time = constant(1)
    session = None

    def on_start(self):
        # More users than sessions: no two users share one.
        if not sessions:
            raise StopUser()
        self.session = sessions.pop()

    def on_stop(self):
        if self.session:
            sessions.append(self.session)

    @task
    def who_am_i(self):
        prefix = self.environment.parsed_options.prefix
        address = f"/{prefix}/qps/user" if prefix else "/qps/user"
        headers = {"Cookie": self.session["cookie"]}
        expected = (self.session["directory"], self.session["user"])
        with self.client.get(address, headers=headers, catch_response=True) as response:
            user = response.json() if response.status_code == 200 else {}
            if (user.get("userDirectory"), user.get("userId")) != expected:
                response.failure("signed in as somebody else, or as nobody")
