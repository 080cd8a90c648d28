import java.util.ArrayList;

/** Some objects, so that the heap of the JVM is in use. Waits until its standard input ends. */
class Objects {
    public static void main(String[] args) throws Exception {
        ArrayList<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < 60; i++) kept.add(new byte[1 << 20]);
        System.out.println("READY");
        while (System.in.read() >= 0) { }
        System.out.println(kept.size());
    }
}
