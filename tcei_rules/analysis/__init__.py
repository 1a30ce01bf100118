"""What can be said of rulesets without a database: do they do what their cases demand?"""
