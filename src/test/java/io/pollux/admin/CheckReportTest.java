package io.pollux.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.housekeeping.CheckRound.Result;
import io.pollux.housekeeping.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    @Test
    void sameAnswersStandTogetherTheMostFrequentInFront() {
        CheckReport report = CheckReport.of(
                8,
                false,
                List.of(
                        new Result(1, Verdict.INVALID, "API key not valid"),
                        new Result(2, Verdict.VALID, ""),
                        new Result(3, Verdict.VALID, ""),
                        new Result(4, Verdict.INVALID, "leaked")));

        assertThat(report.percent()).isEqualTo(50);
        assertThat(report.lines())
                .containsExactly(
                        new CheckReport.Line(Verdict.VALID, "", 2),
                        new CheckReport.Line(Verdict.INVALID, "API key not valid", 1),
                        new CheckReport.Line(Verdict.INVALID, "leaked", 1));
    }

    @Test
    void aThousandDifferentAnswersDoNotFillThePage() {
        List<Result> results = IntStream.range(0, 1_000)
                .mapToObj(number -> new Result(number, Verdict.UNREACHABLE, "request " + number))
                .toList();

        assertThat(CheckReport.of(1_000, true, results).lines()).hasSizeLessThan(20);
    }

    @Test
    void nothingToCheckIsDoneAtOnce() {
        assertThat(CheckReport.of(0, true, List.of()).percent()).isEqualTo(100);
    }
}
