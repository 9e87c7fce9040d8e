/*
 * What a door costs at the least: a policy service or a milter that asks every list about every client and does nothing besides. No cache, no log, no second try.
 *
 *     door policy|milter PORT|/SOCKET [RESOLVER LIST...]
 *
 * The resolver is asked at port 53. Without lists nobody is asked and everybody is accepted: the floor of what Postfix itself spends on talking to a door.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define CONNECTIONS 20000
#define AT_ONCE 128

/* What one connection has sent and not been answered, and the client it asks about. A verdict counts only for the session that asked for it. */
struct session {
    char *bytes;
    size_t length, size;
    uint32_t number;
    int waiting, listed;
};

/* Which session waits for the answer with this DNS identifier. */
struct question {
    int connection;
    uint32_t number;
};

static struct session sessions[CONNECTIONS];
static struct question questions[65536];
static uint16_t last_identifier;
static int resolver = -1, is_milter, list_count;
static char **lists;

static void must(int succeeded, const char *what)
{
    if (succeeded)
        return;
    perror(what);
    exit(1);
}

static void say(int connection, const void *bytes, size_t length)
{
    /* A peer that has gone away is noticed when its connection is read. */
    if (send(connection, bytes, length, MSG_NOSIGNAL) < 0)
        return;
}

static void packet(int connection, char command, const void *data, size_t length)
{
    char bytes[128];
    uint32_t size = htonl((uint32_t)length + 1);
    memcpy(bytes, &size, 4);
    bytes[4] = command;
    memcpy(bytes + 5, data, length);
    say(connection, bytes, length + 5);
}

/* The milter accepts the connection for good when no list has it; else it waits for RCPT. */
static void decide(int connection)
{
    int listed = sessions[connection].listed;
    if (is_milter)
        packet(connection, listed ? 'c' : 'a', "", 0);
    else if (listed)
        say(connection, "action=550 5.7.1 Listed\n\n", 25);
    else
        say(connection, "action=DUNNO\n\n", 14);
}

static size_t write_name(uint8_t *to, const char *name)
{
    size_t length = 0;
    while (*name) {
        size_t label = strcspn(name, ".");
        to[length++] = (uint8_t)label;
        memcpy(to + length, name, label);
        length += label;
        name += label + (name[label] == '.');
    }
    to[length++] = 0;
    return length;
}

/* All questions about one client leave in one system call. */
static void ask(int connection, const char *client)
{
    static uint8_t queries[16][300];
    static struct mmsghdr messages[16];
    static struct iovec parts[16];
    struct session *session = &sessions[connection];
    unsigned a, b, c, d;
    session->number++;
    session->listed = 0;
    session->waiting = 0;
    if (list_count == 0 || sscanf(client, "%u.%u.%u.%u", &a, &b, &c, &d) != 4) {
        decide(connection);
        return;
    }
    for (int i = 0; i < list_count; i++) {
        char name[256];
        uint8_t *query = queries[i];
        uint16_t identifier = ++last_identifier;
        snprintf(name, sizeof name, "%u.%u.%u.%u.%s", d, c, b, a, lists[i]);
        memset(query, 0, 12);
        query[0] = identifier >> 8;
        query[1] = identifier & 255;
        query[2] = 1; /* recursion desired */
        query[5] = 1; /* one question */
        size_t length = 12 + write_name(query + 12, name);
        memcpy(query + length, "\0\1\0\1", 4); /* A, IN */
        parts[i] = (struct iovec){query, length + 4};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
        questions[identifier] = (struct question){connection, session->number};
    }
    session->waiting = sendmmsg(resolver, messages, list_count, 0);
    if (session->waiting <= 0)
        decide(connection);
}

static void hear_resolver(void)
{
    static uint8_t answers[AT_ONCE][512];
    static struct mmsghdr messages[AT_ONCE];
    static struct iovec parts[AT_ONCE];
    for (int i = 0; i < AT_ONCE; i++) {
        parts[i] = (struct iovec){answers[i], sizeof answers[i]};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    int count = recvmmsg(resolver, messages, AT_ONCE, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++) {
        uint8_t *answer = answers[i];
        struct question *question = &questions[answer[0] << 8 | answer[1]];
        int connection = question->connection;
        struct session *session = &sessions[connection];
        if (messages[i].msg_len < 12 || connection == 0 || session->number != question->number)
            continue;
        question->connection = 0;
        if (answer[6] | answer[7])
            session->listed = 1;
        if (--session->waiting == 0)
            decide(connection);
    }
}

static void forget(struct session *session, size_t used)
{
    memmove(session->bytes, session->bytes + used, session->length -= used);
}

static int hear_policy(int connection)
{
    struct session *session = &sessions[connection];
    char *end;
    while ((end = memmem(session->bytes, session->length, "\n\n", 2)) != NULL) {
        char client[64] = "";
        char *found = memmem(session->bytes, end - session->bytes + 1, "\nclient_address=", 16);
        if (found != NULL)
            snprintf(client, sizeof client, "%.*s", (int)strcspn(found + 16, "\n"), found + 16);
        forget(session, end + 2 - session->bytes);
        ask(connection, client);
    }
    return 1;
}

/* CONNECT: the host's name and a zero, the family, a port of two bytes, the address and a zero. */
static void connected(int connection, const char *data, size_t length)
{
    char client[64] = "";
    size_t name = strnlen(data, length) + 1;
    if (name + 3 < length)
        snprintf(client, sizeof client, "%.*s", (int)(length - name - 3), data + name + 3);
    ask(connection, client);
}

static int hear_milter(int connection)
{
    /* Version 6; no actions; no HELO, MAIL, body, headers, end of headers, unknown commands and DATA. */
    const uint32_t offer[3] = {htonl(6), 0, htonl(0x02 | 0x04 | 0x10 | 0x20 | 0x40 | 0x100 | 0x200)};
    struct session *session = &sessions[connection];
    uint32_t size;
    while (session->length >= 5 && (memcpy(&size, session->bytes, 4), size = ntohl(size), session->length >= 4 + (size_t)size)) {
        char *data = session->bytes + 5;
        switch (session->bytes[4]) {
        case 'O': packet(connection, 'O', offer, sizeof offer); break;
        case 'C': connected(connection, data, size - 1); break;
        case 'R': packet(connection, session->listed ? 'y' : 'c', "550 5.7.1 Listed", session->listed ? 17 : 0); break;
        case 'Q': return 0;
        case 'A': case 'D': case 'K': break; /* ABORT, MACRO, QUIT with a new connection to come: no reply */
        default: packet(connection, 'c', "", 0);
        }
        forget(session, 4 + (size_t)size);
    }
    return 1;
}

static void accept_one(int listener, int events)
{
    int yes = 1, connection = accept(listener, NULL, NULL);
    if (connection < 0)
        return;
    must(connection < CONNECTIONS, "connections");
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct session *session = &sessions[connection];
    session->number++;
    session->length = session->waiting = session->listed = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = connection};
    epoll_ctl(events, EPOLL_CTL_ADD, connection, &event);
}

static void hear(int connection)
{
    struct session *session = &sessions[connection];
    if (session->size - session->length < 4096)
        session->bytes = realloc(session->bytes, session->size += 8192);
    ssize_t more = recv(connection, session->bytes + session->length, session->size - session->length, 0);
    if (more > 0)
        session->length += more;
    if (more > 0 && (is_milter ? hear_milter(connection) : hear_policy(connection)))
        return;
    session->number++;
    close(connection);
}

static int listen_at(const char *where)
{
    int yes = 1, listener;
    if (where[0] == '/') {
        struct sockaddr_un end = {.sun_family = AF_UNIX};
        snprintf(end.sun_path, sizeof end.sun_path, "%s", where);
        unlink(where);
        listener = socket(AF_UNIX, SOCK_STREAM, 0);
        must(bind(listener, (void *)&end, sizeof end) == 0 && chmod(where, 0777) == 0, where);
    } else {
        struct sockaddr_in end = {.sin_family = AF_INET, .sin_port = htons(atoi(where)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        listener = socket(AF_INET, SOCK_STREAM, 0);
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        must(bind(listener, (void *)&end, sizeof end) == 0, where);
    }
    must(listen(listener, 4096) == 0, where);
    return listener;
}

static void connect_resolver(const char *address)
{
    int size = 4 << 20;
    struct sockaddr_in end = {.sin_family = AF_INET, .sin_port = htons(53)};
    must(inet_pton(AF_INET, address, &end.sin_addr) == 1, address);
    resolver = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(resolver, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    must(connect(resolver, (void *)&end, sizeof end) == 0, address);
}

int main(int count, char **arguments)
{
    if (count < 3 || count > 4 + 16) {
        fprintf(stderr, "usage: door policy|milter PORT|/SOCKET [RESOLVER LIST...]\n");
        return 2;
    }
    is_milter = strcmp(arguments[1], "milter") == 0;
    int listener = listen_at(arguments[2]), events = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[AT_ONCE];
    epoll_ctl(events, EPOLL_CTL_ADD, listener, &event);
    if (count > 4) {
        lists = arguments + 4;
        list_count = count - 4;
        connect_resolver(arguments[3]);
        event.data.fd = resolver;
        epoll_ctl(events, EPOLL_CTL_ADD, resolver, &event);
    }
    for (;;) {
        int happened = epoll_wait(events, ready, AT_ONCE, -1);
        for (int i = 0; i < happened; i++) {
            int what = ready[i].data.fd;
            if (what == listener)
                accept_one(listener, events);
            else if (what == resolver)
                hear_resolver();
            else
                hear(what);
        }
    }
}
