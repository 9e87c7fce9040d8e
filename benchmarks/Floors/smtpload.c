/*
 * Clients that talk to a mail server up to RCPT, so many at a time, and know whether they should be refused. One thread, so that the processors are left to what is measured.
 *
 *     smtpload PORT SESSIONS AT_A_TIME FIRST DISTINCT LISTED CHECKS
 *
 * The PROXY protocol tells each client's address: number FIRST + i % DISTINCT below 11.0.0.0, which nobody lists, or with LISTED 1 every second one below 10.0.0.0, which
 * all lists have. CHECKS 0: the server asks nobody, so that all must be accepted.
 * Prints: seconds, processor seconds of its own, milliseconds from connect to the reply to RCPT (p50, p95, p99), how many heard what they should not, and how many heard nothing.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum stage { GREETING, HELLO, SENDER, RECIPIENT, FAREWELL };

struct client {
    int socket, number;
    enum stage stage;
    int refused, heard;
    double began;
    size_t length;
    char reply[2048];
};

static const char *const words[] = {"EHLO mail.sender.example\r\n", "MAIL FROM:<a@sender.example>\r\n", "RCPT TO:<user@site.example>\r\n", "QUIT\r\n"};
static int port, sessions, at_a_time, distinct, half_listed, checks;
static uint32_t first;
static int events, under_way, next_number, wrong, broken, heard;
static double *took;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int is_listed(int number) { return half_listed && number % 2 == 0; }

static void say(struct client *client, const char *text)
{
    if (send(client->socket, text, strlen(text), MSG_NOSIGNAL) < 0)
        return; /* the next receive tells */
}

static void begin(struct client *client)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    int yes = 1, number = next_number++;
    uint32_t address = htonl((is_listed(number) ? 0x0A000000u : 0x0B000000u) + (first + number % distinct) % 0x800000u);
    char text[128], ip[INET_ADDRSTRLEN];
    client->number = number;
    client->stage = GREETING;
    client->refused = client->heard = 0;
    client->length = 0;
    client->began = now();
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (client->socket < 0 || connect(client->socket, (void *)&server, sizeof server) < 0) {
        perror("connect");
        exit(1);
    }
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    epoll_ctl(events, EPOLL_CTL_ADD, client->socket, &event);
    inet_ntop(AF_INET, &address, ip, sizeof ip);
    snprintf(text, sizeof text, "PROXY TCP4 %s 127.0.0.1 40000 25\r\n", ip);
    say(client, text);
    under_way++;
}

static void end(struct client *client)
{
    close(client->socket);
    under_way--;
    if (!client->heard)
        broken++;
    else if (client->refused != (checks && is_listed(client->number)))
        wrong++;
    if (next_number < sessions)
        begin(client);
}

/* A refusal is heard at any stage; Postfix keeps it for RCPT. Anything else but 2xx is no verdict. */
static void reply(struct client *client)
{
    int refused = client->reply[0] == '5';
    if (client->stage == FAREWELL || (!refused && client->reply[0] != '2')) {
        end(client);
        return;
    }
    if (refused || client->stage == RECIPIENT) {
        client->refused = refused;
        client->heard = 1;
        took[heard++] = (now() - client->began) * 1e3;
        client->stage = RECIPIENT;
    }
    say(client, words[client->stage++]);
}

/* The last line of a reply has a blank behind its code. */
static int is_whole(const struct client *client)
{
    if (client->length < 5 || client->reply[client->length - 1] != '\n')
        return 0;
    const char *before = memrchr(client->reply, '\n', client->length - 1);
    const char *line = before ? before + 1 : client->reply;
    return client->reply + client->length - line > 4 && line[3] == ' ';
}

static void hear(struct client *client)
{
    ssize_t more = recv(client->socket, client->reply + client->length, sizeof client->reply - client->length, 0);
    if (more <= 0) {
        end(client);
        return;
    }
    client->length += more;
    if (!is_whole(client))
        return;
    client->length = 0;
    reply(client);
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double percentile(int percent) { return heard ? took[(heard - 1) * percent / 100] : 0; }

int main(int count, char **arguments)
{
    if (count != 8) {
        fprintf(stderr, "usage: smtpload PORT SESSIONS AT_A_TIME FIRST DISTINCT LISTED CHECKS\n");
        return 2;
    }
    port = atoi(arguments[1]);
    sessions = atoi(arguments[2]);
    at_a_time = atoi(arguments[3]);
    first = (uint32_t)strtoul(arguments[4], NULL, 10);
    distinct = atoi(arguments[5]);
    half_listed = atoi(arguments[6]);
    checks = atoi(arguments[7]);
    events = epoll_create1(0);
    took = calloc(sessions, sizeof *took);
    struct client *clients = calloc(at_a_time, sizeof *clients);
    struct epoll_event ready[128];
    double began = now();
    for (int i = 0; i < at_a_time && next_number < sessions; i++)
        begin(&clients[i]);
    while (under_way > 0) {
        int happened = epoll_wait(events, ready, 128, 60000);
        if (happened <= 0)
            break;
        for (int i = 0; i < happened; i++)
            hear(ready[i].data.ptr);
    }
    double seconds = now() - began;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    qsort(took, heard, sizeof *took, compare);
    printf("%.6f %.6f %.4f %.4f %.4f %d %d\n", seconds, used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
        percentile(50), percentile(95), percentile(99), wrong, broken + under_way + sessions - next_number);
    return 0;
}
