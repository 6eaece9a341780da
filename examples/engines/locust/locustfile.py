import csv
import os

from locust import FastHttpUser, constant, task
from locust.exception import StopUser

# The master imports this file too, and has no sessions.
path = os.environ.get("HUBPASS_SESSIONS", "")
prefix = os.environ.get("HUBPASS_PREFIX", "")


def read_sessions():
    if not path:
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


sessions = read_sessions()


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
        address = f"/{prefix}/qps/user" if prefix else "/qps/user"
        headers = {"Cookie": self.session["cookie"]}
        expected = (self.session["directory"], self.session["user"])
        with self.client.get(address, headers=headers, catch_response=True) as response:
            user = response.json() if response.status_code == 200 else {}
            if (user.get("userDirectory"), user.get("userId")) != expected:
                response.failure("signed in as somebody else, or as nobody")
