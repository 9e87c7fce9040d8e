/*
 * A resolver that is far away: holds every question for some milliseconds, then lets another name server answer it.
 *
 *     slowdns ADDRESS RESOLVER MILLISECONDS [DEAD]
 *
 * Listens at port 53 of the address and asks port 53 of the resolver. A question with the label DEAD in it is never answered.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HELD 65536

/* Questions in the order in which they came; each keeps its place until the place is needed again, so that the answer finds its way back. */
static struct {
    struct sockaddr_in from;
    double due;
    uint16_t length, identifier;
    uint8_t bytes[512];
} held[HELD];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int open_at(const char *address, int listens)
{
    int size = 8 << 20, end = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(53)};
    setsockopt(end, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    if (inet_pton(AF_INET, address, &at.sin_addr) == 1
        && (listens ? bind(end, (void *)&at, sizeof at) : connect(end, (void *)&at, sizeof at)) == 0)
        return end;
    perror(address);
    exit(1);
}

int main(int count, char **arguments)
{
    if (count < 4)
        return 2;
    int near = open_at(arguments[1], 1), far = open_at(arguments[2], 0);
    double delay = atof(arguments[3]);
    const char *dead = count > 4 ? arguments[4] : NULL;
    uint32_t first = 0, next = 0; /* first that is still held, and where the next one goes */
    for (;;) {
        struct timespec wait, *patience = NULL;
        if (first != next) {
            double left = held[first % HELD].due - now();
            wait = (struct timespec){0, left > 0 ? (long)(left * 1e6) : 0};
            patience = &wait;
        }
        struct pollfd ends[2] = {{near, POLLIN, 0}, {far, POLLIN, 0}};
        ppoll(ends, 2, patience, NULL);
        for (;;) {
            uint32_t place = next % HELD;
            socklen_t size = sizeof held[place].from;
            ssize_t length = recvfrom(near, held[place].bytes, sizeof held[place].bytes, 0, (void *)&held[place].from, &size);
            if (length < 12)
                break;
            if (dead != NULL && memmem(held[place].bytes, length, dead, strlen(dead)) != NULL)
                continue;
            held[place].length = length;
            memcpy(&held[place].identifier, held[place].bytes, 2);
            held[place].due = now() + delay;
            next++;
        }
        for (; first != next && held[first % HELD].due <= now(); first++) {
            uint16_t place = first % HELD;
            memcpy(held[place].bytes, &place, 2);
            if (send(far, held[place].bytes, held[place].length, 0) < 0)
                perror("send");
        }
        for (;;) {
            uint8_t answer[4096];
            uint16_t place;
            ssize_t length = recv(far, answer, sizeof answer, 0);
            if (length < 12)
                break;
            memcpy(&place, answer, 2);
            memcpy(answer, &held[place].identifier, 2);
            if (sendto(near, answer, length, 0, (void *)&held[place].from, sizeof held[place].from) < 0)
                perror("sendto");
        }
    }
}
