/* Prints the addresses of some of its own functions and data, then waits. */
#include <stdio.h>
#include <unistd.h>

int table[100] = {1};
static int zeros[5000];
static int inner(int x) { return x * 2 + zeros[x & 7]; }
int outer(int x) { return inner(x) + table[x & 7]; }

int main(void)
{
    printf("%p %p %p %p %p\n", (void *)outer, (void *)inner, (void *)&table[3], (void *)&zeros[2000], (void *)main);
    fflush(stdout);
    pause();
    return outer(0);
}
