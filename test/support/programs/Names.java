import java.util.concurrent.CountDownLatch;

/** Threads with names of many kinds, as many as are asked for, and virtual ones where there are. Waits until its standard input ends. */
class Names {
    public static void main(String[] args) throws Exception {
        CountDownLatch begun = new CountDownLatch(Integer.parseInt(args[0]) + 6);
        Runnable wait = () -> {
            begun.countDown();
            try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException ended) { }
        };
        String[] names = {
            "线程名称很长的工作线程一", "短名", "Größenänderung-Überwachung", "smile-\ud83d\ude00-worker", "имя-потока-с-продолжением", "plain"
        };
        for (String name : names) start(name, wait);
        for (int i = 0; i < Integer.parseInt(args[0]); i++) start("request-handler-of-the-pool-" + i, wait);
        try {
            Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            for (int i = 0; i < 1000; i++) {
                builder.getMethod("name", String.class).invoke(virtual, "virtual-" + i);
                builder.getMethod("start", Runnable.class).invoke(virtual, (Runnable) () -> {
                    try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException ended) { }
                });
            }
        } catch (NoSuchMethodException older) { }
        begun.await();
        System.out.println("READY");
        while (System.in.read() >= 0) { }
        System.exit(0);
    }

    private static void start(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }
}
