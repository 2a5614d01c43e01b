package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"})
    void noCellBeginsAFormula(String text) throws IOException {
        assertThat(line(text)).isEqualTo("\"'" + text + "\"\r\n");
    }

    @Test
    void numbersOfOursStayNumbers() throws IOException {
        assertThat(line(-5, 7L)).isEqualTo("-5,7\r\n");
    }

    @Test
    void quotesCommasAndLinesAreKept() throws IOException {
        assertThat(line("a", "b,c", "say \"no\"", "two\nlines", ""))
                .isEqualTo("a,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\",\r\n");
    }

    private static String line(Object... cells) throws IOException {
        StringBuilder out = new StringBuilder();
        new Csv(out).line(cells);
        return out.toString();
    }
}
