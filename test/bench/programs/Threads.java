/** A JVM with so many threads, each of which makes two mappings. Prints a line when all of them wait; ends with its input. */
public class Threads {
  static int deep(int calls) {
    return calls == 0 ? 0 : 1 + deep(calls - 1);
  }

  public static void main(String[] arguments) throws Exception {
    for (int at = 0; at < Integer.parseInt(arguments[0]); at++) {
      Runnable waits = () -> {
        deep(200);
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException ended) {
          return;
        }
      };
      Thread thread = new Thread(null, waits, "pool-" + at % 7 + "-request-handler-" + at, 256 << 10);
      thread.setDaemon(true);
      thread.start();
    }
    System.out.println("ready");
    System.in.read();
  }
}
