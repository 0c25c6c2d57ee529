#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* A datagram to the port "discard" of this machine itself: over the loopback device, which is down in a machine that nobody set up. */
static long __attribute__((unused)) sent_to_itself(int family)
{
	struct ifreq device = { .ifr_name = "lo" };
	struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_in6 here6 = { .sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int sender = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (sender < 0) {
		say("can not make a socket: %s", strerror(errno));
		return -1;
	}
	if (!ioctl(sender, SIOCGIFFLAGS, &device) && !(device.ifr_flags & IFF_UP)) {
		device.ifr_flags |= IFF_UP;
		if (ioctl(sender, SIOCSIFFLAGS, &device))
			say("can not bring lo up: %s", strerror(errno));
	}
	long result = family == AF_INET6 ? sendto(sender, buffer, 64, 0, (struct sockaddr *)&here6, sizeof here6)
		: sendto(sender, buffer, 64, 0, (struct sockaddr *)&here, sizeof here);
	int error = errno;
	close(sender);
	errno = error;
	return result;
}

