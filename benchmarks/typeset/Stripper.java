// Text of PDF files as PDFBox gives it, in drawing order, with the blank line that Tika puts after each paragraph.
// java -cp /usr/share/java/pdfbox2.jar:/usr/share/java/fontbox2.jar:/usr/share/java/commons-logging.jar Stripper.java FILE.pdf...
// writes FILE.pdf.txt for each; pages are separated by form feeds.
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

public class Stripper {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            try (PDDocument document = PDDocument.load(new File(file))) {
                StringBuilder out = new StringBuilder();
                for (int page = 1; page <= document.getNumberOfPages(); page++) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    stripper.setSortByPosition(false);
                    stripper.setLineSeparator("\n");
                    stripper.setParagraphEnd("\n");
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    if (page > 1) out.append('\f');
                    out.append(stripper.getText(document));
                }
                Files.writeString(Path.of(file + ".txt"), out);
            }
        }
    }
}
