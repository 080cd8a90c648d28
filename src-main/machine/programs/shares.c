/*
 * Processes that share memory in known ways: a memfd of 4 MiB, a System V segment of 1 MiB, a file of 2 MiB, and 8 MiB that
 * fork leaves shared copy-on-write, of which each child writes 1 MiB. Prints its pid and its children's, then waits.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#define MIB (1024 * 1024)

static void touch(const char *at, size_t size) {
  volatile char sum = 0;
  for (size_t offset = 0; offset < size; offset += 4096) sum += at[offset];
}

int main(int argc, char **argv) {
  if (argc < 2) return 1;
  int box = memfd_create("vmatlas-shares", 0);
  ftruncate(box, 4 * MIB);
  char *memfd = mmap(0, 4 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED, box, 0);
  memset(memfd, 1, 4 * MIB);
  int segment = shmget(IPC_PRIVATE, MIB, IPC_CREAT | 0600);
  char *shm = shmat(segment, 0, 0);
  /* Gone when the last of them ends. */
  shmctl(segment, IPC_RMID, 0);
  memset(shm, 1, MIB);
  int file = open(argv[1], O_RDWR | O_CREAT, 0600);
  ftruncate(file, 2 * MIB);
  char *mapped = mmap(0, 2 * MIB, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  memset(mapped, 1, 2 * MIB);
  /* Huge pages would be copied whole by the first write. */
  char *own = mmap(0, 8 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(own, 8 * MIB, MADV_NOHUGEPAGE);
  memset(own, 1, 8 * MIB);
  printf("%d", getpid());
  fflush(stdout);
  int ready[2];
  pipe(ready);
  for (int child = 0; child < 2; child++) {
    int pid = fork();
    if (pid == 0) {
      touch(memfd, 4 * MIB);
      touch(shm, MIB);
      touch(mapped, 2 * MIB);
      memset(own, 2 + child, MIB);
      touch(own, 8 * MIB);
      write(ready[1], "x", 1);
      pause();
      exit(0);
    }
    char one;
    read(ready[0], &one, 1);
    printf(" %d", pid);
  }
  printf("\n");
  fflush(stdout);
  pause();
  return 0;
}
