"""When and whom to ask, and sending: occasions are found, invitations planned, then handed to the mail server.

All of it is derived from what is stored (an opportunity is won on a date), never from the moment of writing it, so that
no way of writing escapes: pages, the API, files and the admin's pages alike.
"""
