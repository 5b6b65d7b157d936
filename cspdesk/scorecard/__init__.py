"""The refresh scorecard: is the partnership changing, cycle by cycle?"""
