"""What a survey came to: read in groups that show nobody, plotted, compared, exported."""
