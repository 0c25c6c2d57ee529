#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sysmacros.h>

/* A file of the module, opened for as much as it allows. */
static int __attribute__((unused)) opened(const char *path)
{
	int file = open(path, O_RDWR | O_CLOEXEC);
	if (file < 0)
		file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		say("can not open %s: %s", path, strerror(errno));
	return file;
}

/* A character device of which the module shows its name in /proc/devices only: its node is made here. */
static int __attribute__((unused)) opened_device(const char *name, int minor)
{
	char line[200], found[100], path[60];
	int major = -1, number;
	FILE *devices = fopen("/proc/devices", "re");
	while (devices && fgets(line, sizeof line, devices) && strncmp(line, "Block", 5)) {
		if (sscanf(line, "%d %99[^\n]", &number, found) == 2 && !strcmp(found, name))
			major = number;
	}
	if (devices)
		fclose(devices);
	if (major < 0) {
		say("no character device is called %s", name);
		return -1;
	}
	snprintf(path, sizeof path, "/tmp/device-%d-%d", major, minor);
	if (mknod(path, S_IFCHR | 0600, makedev(major, minor)) && errno != EEXIST)
		say("can not make %s: %s", path, strerror(errno));
	return opened(path);
}

/* What came of a call stays known while its file is closed. */
static long __attribute__((unused)) closed(int file, long result)
{
	int error = errno;
	close(file);
	errno = error;
	return result;
}

