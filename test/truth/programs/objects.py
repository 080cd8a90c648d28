# Small objects of CPython, and large blocks that malloc maps for it. Prints where they are: "T start end category name".
import sys

keep = [{'number': i, 'text': 'x%d' % i} for i in range(100000)]
large = [bytearray(b'\1' * (5 << 20)) for _ in range(3)]
PAGE = 4096
for page in sorted({id(each) & ~(PAGE - 1) for each in keep}):
    print('T %x %x runtime small objects' % (page, page + PAGE))
for each in large:
    import ctypes
    start = ctypes.addressof(ctypes.c_char.from_buffer(each)) & ~(PAGE - 1)
    print('T %x %x heap large block of malloc' % (start, start + (5 << 20)))
print('READY')
sys.stdout.flush()
sys.stdin.read()
