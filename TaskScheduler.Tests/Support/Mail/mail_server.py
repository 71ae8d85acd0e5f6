"""A mail server (Debian's python3-aiosmtpd) on a free port: says what it gets as lines of JSON, as Python's own parser reads it."""
import asyncio
import itertools
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

certificate, key, user, password = sys.argv[1:5]


def say(**what):
    print(json.dumps(what), flush=True)


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusals = {"nobody": "550 5.1.1 No such person here", "later": "451 4.3.0 Come back later"}
        if refusal := refusals.get(address.split("@")[0]):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        if "lottery" in (message["subject"] or ""):
            return "554 5.7.1 Looks like spam"
        files = [part for part in message.walk() if not part.is_multipart()]
        say(
            connection=server.number,
            messageId=message["message-id"],
            structure=[part.get_content_type() for part in message.walk()],
            parts=[
                dict(
                    type=part.get_content_type(), method=part.get_param("method"), charset=part.get_content_charset(),
                    fileName=part.get_filename(), text=part.get_payload(decode=True).decode(),
                )
                for part in files
            ],
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            subject=message["subject"],
            headers=[name.lower() for name in message.keys()],
            text=message.get_body(("plain", "html")).get_content(),
            defects=[str(defect) for part in message.walk() for defect in part.defects],
            encrypted=session.ssl is not None,
            user=session.auth_data.login.decode() if session.auth_data else None,
        )
        return "250 Ok"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login.decode() == user and data.password.decode() == password
    return AuthResult(success=right, handled=right, auth_data=data)


class Server(SMTP):
    async def smtp_AUTH(self, arg):
        # Names of mechanisms are the same in small letters (RFC 4954, section 4), as .NET writes them.
        mechanism, *rest = (arg or "").split(" ", 1)
        await super().smtp_AUTH(" ".join([mechanism.upper(), *rest]))


async def serve():
    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate, key)

    numbers = itertools.count(1)

    # One for each connection.
    def session():
        made = Server(
            Mailbox(), tls_context=tls, require_starttls=tls is not None, authenticator=authenticate,
            auth_required=bool(user), auth_require_tls=False, enable_SMTPUTF8=True)
        made.number = next(numbers)
        return made

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    say(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(serve())
